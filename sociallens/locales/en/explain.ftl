# The command explain: what the figures of a view are summed of.
explain-source = { $source }, { $cells } cells.
explain-fewest = Of what can answer, this has the fewest.
explain-edges = For the days that make no whole month.
explain-singly = The view asks for messages one by one: words in texts, or a count that nothing holds beforehand.
explain-lacking = No cube holds all dimensions that are asked for.
explain-small = The store is small: it has no cubes.
explain-elsewhere = This store is not read by DuckDB: there is nothing to explain here.
