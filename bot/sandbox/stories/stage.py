"""What each kind of step does on the simulated platforms."""

from bot.sandbox.facebook.part import FacebookPart
from bot.sandbox.faults import Faults
from bot.sandbox.stories.story import Step
from bot.sandbox.x.part import XPart

STORY = "story"


class Stage:
    """Plays single steps; `ids` maps a step's key to the id of what it made."""

    def __init__(self, x: XPart, facebook: FacebookPart, faults: Faults) -> None:
        self.x = x
        self.facebook = facebook
        self.faults = faults

    def play(self, step: Step, ids: dict[str, str]) -> None:
        """Do one step. What it would answer or change may have been taken back by a person."""
        if step.do == "fault":
            self.faults.add(platform=step.channel, kind=step.kind, times=None, by=STORY)
        elif step.do == "clear":
            self.faults.clear(step.channel, by=STORY)  # what a person switched on stays on
        else:
            made = self._on_x(step, ids) if step.channel == "x" else self._on_facebook(step, ids)
            if step.key is not None:
                ids[step.key] = made

    def _on_x(self, step: Step, ids: dict[str, str]) -> str:
        target = ids.get(step.to or step.of or "")
        if step.do == "edit" and target:
            return self.x.edit(target, step.text)
        if step.do == "delete" and target:
            self.x.delete(target)
            return target
        if step.do == "repost":
            return self.x.post(author=step.author, text="", repost_of=target)
        return self.x.post(author=step.author, text=step.text, in_reply_to=target)

    def _on_facebook(self, step: Step, ids: dict[str, str]) -> str:
        target = ids.get(step.to or step.of or "")
        if step.do == "edit" and target:
            self.facebook.edit(target, step.text)
            return target
        if step.do == "delete" and target:
            self.facebook.remove(target)
            return target
        if step.do == "page_post":
            return self.facebook.page_post(page=step.brand, text=step.text)
        if target:
            return self.facebook.comment(parent=target, author=step.author, text=step.text)
        return self.facebook.visitor_post(page=step.brand, author=step.author, text=step.text)
