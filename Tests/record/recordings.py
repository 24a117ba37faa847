"""The checked-in recordings, and the comparison of a new one with them."""

import importlib.util
import json
import pathlib

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "browsers"

specification = importlib.util.spec_from_file_location("trim", FIXTURES / "trim.py")
trim = importlib.util.module_from_spec(specification)
specification.loader.exec_module(trim)

# Console messages caused by a busy machine, or not by code of the page.
LEFT_OUT = ("Uncaught (in promise)", "Slow network is detected.")
PROJECTIONS = [
    "requests", "outcome", "jar", "documentCookie", "sent", "stored", "failures", "console",
    "internalRedirects",
]


def load(file):
    """The records by id; `~` stands for the folder with which the paths of the case begin."""
    records = {}
    for line in (FIXTURES / file).read_text().split("\n"):
        if line:
            identity = line.split('"', 4)[3]
            records[identity] = json.loads(line.replace("~", f"/k/{identity}"))
    return records


def sample(cases, every):
    """The first `every` cases of each family."""
    taken, counts = [], {}
    for case in cases.values():
        counts[case["family"]] = counts.get(case["family"], 0) + 1
        if counts[case["family"]] <= every:
            taken.append(case)
    return taken


def changes(truth, case, recorded):
    """Yields (step, projection, recorded value, new value) for every difference.

    `truth` is the new recording, as the recorder writes it, and `recorded` the checked-in one.
    """
    new = trim.truth(truth, case)["steps"]
    old = recorded["steps"]
    if len(new) != len(old):
        yield min(len(new), len(old)), "steps", len(old), len(new)
    jars = ([], [])
    for number, (before, now) in enumerate(zip(old, new)):
        # A missing jar is the same as after the previous step.
        jars = (before.get("jar", jars[0]), now.get("jar", jars[1]))
        for projection in PROJECTIONS:
            left, right = comparable(projection, before, jars[0]), comparable(projection, now, jars[1])
            if left != right and not (projection == "jar" and are_near(left, right)):
                yield number, projection, left, right


def comparable(projection, step, jar):
    if projection == "jar":
        return sorted(jar, key=lambda one: json.dumps({**one, "expires": 0}, sort_keys=True))
    value = step.get(projection)
    if projection == "requests":
        # The order of the headers on the wire is random.
        return [{**one, "other": sorted(one.get("other", []))} for one in value or []]
    if projection == "outcome" and value.get("result") == "failed":
        # The reason on an error page, if any, is among the failures.
        return {key: one for key, one in value.items() if key != "error"}
    if projection == "console":
        return [text for text in value or [] if not text.startswith(LEFT_OUT)]
    if projection == "failures":
        # Failures without a reason come from the network, and their order is random.
        return [one for one in value or [] if "cors" in one or one.get("blockedReason", "other") != "other"]
    if projection == "sent":
        return sorted(json.dumps(one, sort_keys=True) for one in value or [])
    return value


def are_near(left, right):
    """Whether two jars differ only in expiry, by at most two seconds."""
    if len(left) != len(right):
        return False
    for one, other in zip(left, right):
        if {**one, "expires": 0} != {**other, "expires": 0}:
            return False
        times = (one.get("expires"), other.get("expires"))
        if times != (None, None) and (None in times or abs(times[0] - times[1]) > 2):
            return False
    return True
