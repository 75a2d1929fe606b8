"""Where the bytes of documents are kept: the promise, and the ways of keeping it."""
