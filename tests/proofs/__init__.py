"""What is proven by force rather than by example: run by hand with make, a short version with the tests."""
