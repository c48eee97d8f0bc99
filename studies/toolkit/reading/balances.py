"""What a study says must add up, in study.toml: `[[balances]]`, each with the results that come in and those that they become."""

from typing import Annotated

from pydantic import Field

from studies.toolkit.reading.validation import Declared, Identifier, Label


class Balance(Declared):
    """Results whose sum is that of others, at each date: animals, tonnes, euros that leave one account and enter others.

    The results of `whole` add up to those of `parts`; a result that has more dimensions than the first of `whole` is summed over them.
    """

    id: Identifier
    title: Label
    whole: Annotated[list[Identifier], Field(min_length=1)]
    parts: Annotated[list[Identifier], Field(min_length=1)]
