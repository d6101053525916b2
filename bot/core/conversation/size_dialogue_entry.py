"""From what is entered on the size card to a fact of the profile, and from a profile back to what the menus show."""

from __future__ import annotations

from dataclasses import replace

from bot.core.conversation.size_dialogue_options import UNKNOWN_BRAND, parse_scale, scale_value
from bot.core.conversation.size_dialogue_state import Draft, Path
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.profile import FitProfile, OwnedShoe, Scale, Size


def without_words(profile: FitProfile) -> FitProfile:
    """The same facts without the words that were typed: a dialogue is written down, messages are not."""
    return replace(
        profile,
        usual=tuple(replace(size, text="") for size in profile.usual),
        left_right=tuple(replace(size, text="") for size in profile.left_right),
        shoes=tuple(replace(shoe, text="", size=replace(shoe.size, text="")) for shoe in profile.shoes),
        texts=(),
    )


def is_whole(draft: Draft) -> bool:
    """Whether a draft holds a size that can be used."""
    if draft.path is None or draft.number is None:
        return False
    return bool(draft.scale) or draft.path in {Path.LABEL, Path.FOOT}


def with_draft(profile: FitProfile, draft: Draft, sizing: SizingKnowledge) -> FitProfile:
    """The profile with the drafted size in it; the same profile while the draft is not whole."""
    if not is_whole(draft) or draft.number is None:
        return profile
    if draft.path is Path.LABEL:
        brand = "" if draft.brand == UNKNOWN_BRAND else draft.brand
        _, scale = parse_scale(draft.scale)
        return replace(_scaled(profile, scale), label_cm=draft.number, label_brand=brand)
    if draft.path is Path.FOOT:
        _, scale = parse_scale(draft.scale)
        return replace(_scaled(profile, scale), foot_cm=draft.number)
    system, scale = parse_scale(draft.scale)
    size = Size(draft.number, system, scale, True)
    if draft.path is Path.USUAL:
        return replace(_scaled(profile, scale), usual=(size,))
    shoes = (*profile.shoes[: draft.shoe], _shoe(profile, draft, size, sizing), *profile.shoes[draft.shoe + 1 :])
    return replace(_scaled(profile, scale), shoes=shoes)


def _scaled(profile: FitProfile, scale: Scale) -> FitProfile:
    return profile if scale is Scale.UNKNOWN else replace(profile, scale=scale)


def _shoe(profile: FitProfile, draft: Draft, size: Size, sizing: SizingKnowledge) -> OwnedShoe:
    before = profile.shoes[draft.shoe] if draft.shoe < len(profile.shoes) else None
    known = sizing.shoes.get(draft.model)
    if before is not None and before.model == draft.model:
        return replace(before, size=size)
    brand = sizing.brands.get(draft.brand)
    name = known.name if known else before.name if before else brand.name if brand else "another shoe"
    return OwnedShoe(name, size, draft.model)


def draft_of(profile: FitProfile, sizing: SizingKnowledge) -> Draft:
    """The draft that shows a profile's strongest size: a label, a shoe, the usual size, the foot; empty for none."""
    if profile.label_cm is not None:
        scale = "" if profile.scale is Scale.UNKNOWN else f"us-{profile.scale}"
        return Draft(Path.LABEL, scale, profile.label_brand, number=profile.label_cm)
    if profile.shoes:
        shoe = profile.shoes[0]
        known = sizing.shoes.get(shoe.model)
        brand = known.brand if known else UNKNOWN_BRAND
        return Draft(Path.SHOE, _scale(shoe.size, profile), brand, shoe.model, shoe.size.number)
    if profile.usual:
        return Draft(Path.USUAL, _scale(profile.usual[0], profile), number=profile.usual[0].number)
    if profile.foot_cm is not None:
        scale = "" if profile.scale is Scale.UNKNOWN else f"us-{profile.scale}"
        return Draft(Path.FOOT, scale, number=profile.foot_cm)
    return Draft()


def _scale(size: Size, profile: FitProfile) -> str:
    return scale_value(size.system, size.scale if size.scale is not Scale.UNKNOWN else profile.scale)
