"""Citizens support what is proposed and vote: one verified person, one secret ballot."""
