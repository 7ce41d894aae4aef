audit-absent = No audit is named { $name }.
audit-of-labels = An audit is drawn before labelling: it cannot be narrowed by { $filter }, which is a label.
audit-too-small = No audit of { $size } messages among { $frame }: it takes at least { $least }.
audit-of-parts = Your access has several parts: an audit can be drawn of one alone.
