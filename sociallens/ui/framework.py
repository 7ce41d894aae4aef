"""What the framework's widgets say in English, in the reader's language."""

from sociallens.link import slug
from sociallens.ui.wording import say

# Whole texts and labels; what stands for the star is kept.
_SAID = (
    "Add files",
    "AxiosError: Request failed with status code 429",
    "App pages",
    "Browse files",
    "Choose an option",
    "Choose or add an option",
    "Clear value",
    "Close",
    "Collapse sidebar",
    "Error:",
    "Expand sidebar",
    "Help",
    "Help for *",
    "Logo",
    "Main menu",
    "Navigate to home page",
    "Next page",
    "No results",
    "Open",
    "Press Enter to apply",
    "Previous page",
    "Remove *",
    "Sidebar",
    "Skip to main content",
    "Upload",
    "add icon",
    "file upload",
)


def words() -> dict[str, str]:
    """The framework's words, and what the page says in their place."""
    return {said: say(f"framework-{slug(said)}") for said in _SAID}
