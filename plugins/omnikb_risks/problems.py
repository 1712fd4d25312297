"""What can be wrong with what a risk says of itself."""

from __future__ import annotations

from omnikb import ProblemKind, messages_of

_ = messages_of("omnikb_risks")

SOURCE_MISSING = ProblemKind(
    "risks/source-missing",
    _("The risk comes from outside, but does not say from where"),
    _("Add `source:`, such as market, policy, supplier, weather or platform"),
)
AFTER_HIGHER = ProblemKind(
    "risks/after-higher",
    _("After the response `{key}` is {after}, higher than the {before} before it"),
    _("A response makes a risk smaller or leaves it as it is; correct the figure that is wrong"),
)
STEPS_MISSING = ProblemKind(
    "risks/steps-missing",
    _("The strategy is {strategy}, but there are no steps"),
    _("Add `steps:` with what is to be done, or write `strategy: accept`"),
)
COST_WITHOUT_EVENT = ProblemKind(
    "risks/cost-without-event",
    _("The risk did not come true, yet it is said to have cost {cost}"),
    _("Take `cost` out, or write `materialised: true`; what the response cost belongs to the budget"),
)
FAILED_WITHOUT_EVENT = ProblemKind(
    "risks/failed-without-event",
    _("The risk did not come true, yet the response is said to have failed"),
    _("Write `materialised: true` where it came true; where it did not, `response: worked` or `response: none`"),
)
