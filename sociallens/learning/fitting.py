"""A multinomial logistic model corrected on a few texts: the weights in use are its prior mean.

The correction is the most probable one under a normal prior around zero (ridge), in units of each
feature's spread, found by L-BFGS. A strong prior leaves the model as it is. (Maximum a posteriori
adaptation: Chelba & Acero, Computer Speech & Language 20, 2006.)
"""

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from sociallens.classify.terms import Matrix

Codes = npt.NDArray[np.intp]  # the place of a class; -1 for none
Share = npt.NDArray[np.float64]
_LEAST = 0.05  # of a spread: what hardly varies in a few texts may well do so in others
_CONSTANT = 0.5  # the spread that the bias is held to have
_NEAR = {"maxiter": 100, "gtol": 1e-3, "ftol": 1e-6}


def correction(
    values: Matrix, codes: Codes, counted: Share, prior: Matrix, strength: float
) -> Matrix:
    """What to add to the weights `prior` (a row per feature, a column per class).

    `values`: a row per text; `codes`: its class; `counted`: how much it counts; `strength`: of the
    prior, in texts.
    """
    spread = values.std(axis=0)
    constant = (spread == 0) & (values != 0).any(axis=0)
    spread = np.where(constant, _CONSTANT, np.maximum(spread, _LEAST))
    scaled, margins = values / spread, values @ prior
    wanted = np.eye(prior.shape[1])[codes]

    def loss(flat: Share) -> tuple[float, Share]:
        added = flat.reshape(prior.shape)
        odds = margins + scaled @ added
        odds -= odds.max(axis=1, keepdims=True)
        logs = odds - np.log(np.exp(odds).sum(axis=1, keepdims=True))
        gradient = scaled.T @ (counted[:, None] * (np.exp(logs) - wanted)) + strength * added
        value = -(counted * (logs * wanted).sum(axis=1)).sum() + strength / 2 * (added**2).sum()
        return float(value), gradient.ravel()

    start = np.zeros(prior.size)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=_NEAR)
    return np.asarray(found.x.reshape(prior.shape) / spread[:, None], np.float64)


def logs_of(values: Matrix, codes: Codes, weights: Matrix) -> Share:
    """The log of the probability that weights give to the class of each text."""
    odds = values @ weights
    odds = odds - odds.max(axis=1, keepdims=True)
    logs = odds - np.log(np.exp(odds).sum(axis=1, keepdims=True))
    return np.asarray(logs[np.arange(len(codes)), codes], np.float64)
