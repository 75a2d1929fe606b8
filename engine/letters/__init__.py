"""What the house writes and signs: letters, resolutions, certificates.

Verbs: `drafting.draft`, `drafting.rewrite`, `drafting.discard`, `signing.sign`, `issuing.issue`,
`voiding.void`, `verifying.verify`.
"""
