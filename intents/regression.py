"""Kernel ridge regression with exact leave-one-out values, in place and in single precision.

One linear solve teaches all entries at once, and the same solve tells what the model would have said about each
phrasing had it never seen it (the textbook identity: residual divided by the diagonal of the inverse). That is what
lets the knowledge base judge itself when it loads, without the clock or chance being involved.

Block-wise on purpose: matrix products run many times faster than the library's own factorisation here, and working
in place keeps a base of 3,000 phrasings within 40 MB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BLOCK = 192


def solve(gram: Floats, targets: Floats, ridge: float) -> Floats:
    """Coefficients, one row per phrasing, for `targets`. Overwrites `gram`."""
    gram[np.diag_indices_from(gram)] += ridge
    _factor(gram)
    return _back_substitute(gram, _forward_substitute(gram, targets))


def solve_leaving_out(gram: Floats, targets: Floats, ridge: float) -> tuple[Floats, Floats]:
    """As `solve`, and the leave-one-out predictions. Three times the work. Overwrites `gram`."""
    gram[np.diag_indices_from(gram)] += ridge
    _factor(gram)
    _invert_lower(gram)
    coefficients = gram.T @ (gram @ targets)
    diagonal = np.einsum("ij,ij->j", gram, gram)
    return coefficients, targets - coefficients / diagonal[:, None]


def _forward_substitute(lower: Floats, right: Floats) -> Floats:
    """x with lower · x = right."""
    found = right.copy()
    for start in range(0, len(lower), BLOCK):
        end = min(start + BLOCK, len(lower))
        found[start:end] -= lower[start:end, :start] @ found[:start]
        found[start:end] = np.linalg.solve(lower[start:end, start:end], found[start:end])
    return found


def _back_substitute(lower: Floats, right: Floats) -> Floats:
    """x with lower-transposed · x = right."""
    found = right.copy()
    for start in reversed(range(0, len(lower), BLOCK)):
        end = min(start + BLOCK, len(lower))
        found[start:end] -= lower[end:, start:end].T @ found[end:]
        found[start:end] = np.linalg.solve(lower[start:end, start:end].T, found[start:end])
    return found


def _factor(a: Floats) -> None:
    """Lower Cholesky factor of `a`, in place; the upper triangle becomes zero."""
    size = len(a)
    for start in range(0, size, BLOCK):
        end = min(start + BLOCK, size)
        a[start:, start:end] -= a[start:, :start] @ a[start:end, :start].T
        corner = np.linalg.cholesky(a[start:end, start:end])
        a[start:end, start:end] = corner
        a[end:, start:end] = a[end:, start:end] @ np.linalg.inv(corner).T
        a[start:end, end:] = 0.0


def _invert_lower(a: Floats) -> None:
    """Inverse of a lower triangular matrix, in place."""
    size = len(a)
    for start in range(0, size, BLOCK):
        end = min(start + BLOCK, size)
        corner = np.linalg.inv(a[start:end, start:end])
        a[start:end, :start] = -corner @ (a[start:end, :start] @ a[:start, :start])
        a[start:end, start:end] = np.tril(corner)
