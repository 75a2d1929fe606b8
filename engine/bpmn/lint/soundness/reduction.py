"""Makes a net small without changing whether it is sound: what is surely right disappears.

Rules (Murata's, for steps): a step that only passes on goes; a step that only merges goes into the
next; a choice after a choice, and a split after a split, are one; two ways from one step to the
next are one when they are split and joined in the same manner; a way back to the same choice goes.
"""

from engine.bpmn.lint.soundness.net import Join, Net, Step


def reduced(net: Net) -> Net:
    """The same net, made small in place."""
    while any(_once(net, step) for step in list(net.steps)):
        pass
    return net


def _once(net: Net, step: Step) -> bool:
    """One change at a step that is still there."""
    if step not in net.steps:
        return False
    return (
        _drop_way_back(step)
        or _join_ways(net, step)
        or _merge_into_next(net, step)
        or _split_with_next(net, step)
    )


def _is_plain(step: Step) -> bool:
    return not step.kills and not step.beside


def _taker(net: Net, place: int) -> Step | None:
    return next((step for step in net.steps if place in step.ins), None)


def _drop_way_back(step: Step) -> bool:
    """A choice that may come back to itself, and may also go on."""
    if step.join is not Join.ANY or not _is_plain(step):
        return False
    back = [option for option in step.options if len(option) == 1 and option[0] in step.ins]
    onward = tuple(option for option in step.options if option not in back)
    if not back or not onward:
        return False
    step.options = onward
    gone = {option[0] for option in back} - {place for option in onward for place in option}
    step.ins = [place for place in step.ins if place not in gone]
    return True


def _join_ways(net: Net, step: Step) -> bool:
    """Two places from a step to the same next one."""
    places = sorted({place for option in step.options for place in option})
    for at, one in enumerate(places):
        target = _taker(net, one)
        if target is None or target is step:
            continue
        for other in places[at + 1 :]:
            if other in target.ins and _are_alike(step, target, one, other):
                target.ins.remove(other)
                step.options = _without(step.options, other, one)
                return True
    return False


def _are_alike(step: Step, target: Step, one: int, other: int) -> bool:
    """Whether the target needs of both exactly what the step gives of both."""
    together = [option for option in step.options if one in option and other in option]
    apart = [option for option in step.options if (one in option) != (other in option)]
    if target.join is Join.ANY:
        return not together and all(len(option) == 1 for option in apart)
    if target.join is Join.ALL:
        return not apart
    return target.join is Join.INCLUSIVE and bool(together)


def _without(
    options: tuple[tuple[int, ...], ...], gone: int, kept: int
) -> tuple[tuple[int, ...], ...]:
    """The options with one place standing for both."""
    changed = (
        tuple(dict.fromkeys(kept if place == gone else place for place in option))
        for option in options
    )
    return tuple(dict.fromkeys(changed))


def _merge_into_next(net: Net, step: Step) -> bool:
    """A step with one way out, which takes any of its places or has only one."""
    single = step.join is Join.ANY or len(step.ins) == 1
    if not (single and step.ins and _is_plain(step) and len(step.options) == 1):
        return False
    if len(step.options[0]) != 1:
        return False
    place = step.options[0][0]
    target = _taker(net, place)
    if target is None or target is step or place in step.ins or target.is_sink:
        return False
    if len(step.ins) > 1 and target.join is not Join.ANY:
        return False
    at = target.ins.index(place)
    target.ins[at : at + 1] = step.ins
    if len(step.ins) == 1:
        net.arrives[step.ins[0]] = net.arrives[place]
    net.steps.remove(step)
    return True


def _split_with_next(net: Net, step: Step) -> bool:
    """A choice after a choice, a split after a split."""
    if not _is_plain(step):
        return False
    for place in sorted({place for option in step.options for place in option}):
        target = _taker(net, place)
        if target is None or target is step or not _goes_on(step, target, place):
            continue
        step.options = tuple(
            dict.fromkeys(
                part
                for option in step.options
                for part in (_put(option, place, target.options) if place in option else [option])
            )
        )
        net.steps.remove(target)
        return True
    return False


def _goes_on(step: Step, target: Step, place: int) -> bool:
    if target.ins != [place] or not _is_plain(target) or step.ins == [place]:
        return False
    if sum(map(len, target.options)) < 2:
        return False
    if any(inside == place for option in target.options for inside in option):
        return False
    choices = all(len(option) == 1 for option in (*step.options, *target.options))
    splits = len(step.options) == 1 and len(target.options) == 1
    return choices or splits


def _put(
    option: tuple[int, ...], place: int, inner: tuple[tuple[int, ...], ...]
) -> list[tuple[int, ...]]:
    rest = tuple(other for other in option if other != place)
    return [rest + new for new in inner]
