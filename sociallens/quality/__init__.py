"""How far the labels can be trusted: on our test texts, on the reader's own, and on what is new.

`measured` has what an evaluation found on texts that were set apart, as facts of the model;
`audited` what people answered on a sample of the store; `sources` says where texts are unlike
those that the model was fitted on, `vendors` how far another tool's moods agree.
"""
