"""Human work: claim, release, assign, complete; who may, and what may follow what."""
