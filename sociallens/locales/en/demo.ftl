demo-made = Demo data made in “{ $folder }”: { $rows } made-up contributions.
demo-other-store = “{ $folder }” holds something else than demo data: nothing was touched. Choose another folder with --store.
