demo-made = Demo data made in “{ $folder }”: { $rows } made-up contributions.
demo-other-store = “{ $folder }” holds real conversations: nothing was touched. Choose another folder with --store.
