"""Building a store on a cluster: workers read, label and write, the driver alone commits.

Every stage writes files named after their content and answers with short reports of them; what a
worker that died has left is never read. No writer of the cluster's own is used.
"""
