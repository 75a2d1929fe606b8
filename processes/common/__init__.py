"""What several families share: the dated parameters of the law."""
