"""Questions that a claim answers: more words to find it by."""

from chipcli.model.values import ClaimId, Line, Record


class Asked(Record, frozen=True, kw_only=True):
    """Questions that one claim answers, as people would type them.

    They are no claims: nothing of them is ever shown. Search finds the claim by their words too.
    """

    claim: ClaimId
    en: tuple[Line, ...]
    fr: tuple[Line, ...]

    @property
    def id(self) -> str:
        """The claim, which has one such record."""
        return self.claim
