export-unknown-table = There is no table “{ $name }”. Available tables: { $known }.
link-problem = The link asks for “{ $key } = { $value }”, which these data do not know.
link-problem-void = No figure is shown until the link is corrected, so as not to show more than it says.
link-problem-kept = This value is left out; the link’s other filters apply.
