"""What leaves the house: requests to hosts that are on a list, and letters.

Only here do handlers meet the network. What may be reached is decided by whoever runs the
installation, never by a model.
"""

from engine.outside.calling import Answer, Caller, Failed, Hosts
from engine.outside.mail import FolderPost, Letter, Post, Sent, SmtpPost
from engine.outside.outside import Outside
from engine.outside.secrets import Secret
from engine.outside.texts import FolderTexts, GatewayTexts, Texts

__all__ = [
    "Answer",
    "Caller",
    "Failed",
    "FolderPost",
    "FolderTexts",
    "GatewayTexts",
    "Hosts",
    "Letter",
    "Outside",
    "Post",
    "Secret",
    "Sent",
    "SmtpPost",
    "Texts",
]
