"""The web door: a page that works without JavaScript, small scripts that spare the reloads, and the operator's pages.

`server` starts and stops it, `door` has one method per address, `session` tells visitors apart, `forms` reads what they
post, `pages` writes HTML, `limits` and `guard` keep the house, `operations` is for who runs it.
"""
