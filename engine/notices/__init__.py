"""Notices: what happens reaches the people whom it concerns, where and when they wish."""
