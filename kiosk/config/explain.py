"""One line out of a validation error: which key, what is wrong, the nearest right key."""

from __future__ import annotations

import difflib

from pydantic import BaseModel, ValidationError


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """The most telling problem, in one line. A value never appears: it may be a secret."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    # A misspelt key is also a missing one: the spelling is what can be acted on.
    first = next((each for each in problems if each["type"] == "extra_forbidden"), problems[0])
    where = [str(part) for part in first["loc"]]
    key = ".".join(where) or "settings"
    if first["type"] == "extra_forbidden":
        known = list(_keys(model, where[:-1]))
        near = difflib.get_close_matches(where[-1], known, 1)
        advice = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(sorted(known))}"
        return f"unknown key '{key}': {advice}"
    if first["type"] == "missing":
        return f"key '{key}' is missing"
    return f"{key}: {first['msg'].removeprefix('Value error, ')}"


def _keys(model: type[BaseModel], path: list[str]) -> list[str]:
    for part in path:
        inner = model.model_fields[part].annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return list(model.model_fields)
