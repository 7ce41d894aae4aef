"""What the front end draws: the shapes of its blocks, as they cross to `ui/front/*.js`.

A block is plain data of finished words; `href`, `page`, `narrow` and `messages` are addresses of
views (`ui.destinations`). What a kind does not have, it leaves out.
"""

from sociallens.blocks.answer import Fact, Facts, Heading, Number, Strip
from sociallens.blocks.cards import (
    Benchmark,
    Body,
    Card,
    Column,
    Grid,
    GridCell,
    GridRow,
    Plot,
    Ranked,
    RankedRow,
    Stack,
    Table,
    TableCell,
    TableRow,
)
from sociallens.blocks.frame import (
    ActiveFilter,
    Badge,
    Bar,
    Chips,
    Dates,
    Entries,
    Entry,
    Filter,
    Mine,
    Nav,
    Option,
    Options,
    Question,
    Share,
    State,
    Tour,
)
from sociallens.blocks.labelling import (
    Asked,
    Button,
    Done,
    Label,
    Labelling,
    Panel,
    Pick,
    Progress,
    Tab,
    Tabs,
    Task,
)
from sociallens.blocks.parts import Chip, Export, Line, Link, Tone, Verdict
from sociallens.blocks.reading import (
    Choice,
    Excerpt,
    Exchange,
    Messages,
    Opened,
    Reader,
    Search,
    Source,
    Turn,
)
from sociallens.blocks.vocabulary import (
    ActButton,
    ChangedRow,
    Field,
    FieldChoice,
    Form,
    SaveRow,
    Saves,
    TermRow,
    Terms,
    Trial,
)
from sociallens.blocks.words import Glossary, Passage, Section, Term

Block = (
    Heading
    | Facts
    | Strip
    | Card
    | Stack
    | Reader
    | Passage
    | Glossary
    | Bar
    | Chips
    | Nav
    | Options
    | Tour
    | Labelling
    | Done
    | Panel
    | Tabs
    | Form
    | Terms
    | Trial
    | Saves
)

__all__ = [
    "ActButton",
    "ActiveFilter",
    "Asked",
    "Badge",
    "Bar",
    "Benchmark",
    "Block",
    "Body",
    "Button",
    "Card",
    "ChangedRow",
    "Chip",
    "Chips",
    "Choice",
    "Column",
    "Dates",
    "Done",
    "Entries",
    "Entry",
    "Excerpt",
    "Exchange",
    "Export",
    "Fact",
    "Facts",
    "Field",
    "FieldChoice",
    "Filter",
    "Form",
    "Glossary",
    "Grid",
    "GridCell",
    "GridRow",
    "Heading",
    "Label",
    "Labelling",
    "Line",
    "Link",
    "Messages",
    "Mine",
    "Nav",
    "Number",
    "Opened",
    "Option",
    "Options",
    "Panel",
    "Passage",
    "Pick",
    "Plot",
    "Progress",
    "Question",
    "Ranked",
    "RankedRow",
    "Reader",
    "SaveRow",
    "Saves",
    "Search",
    "Section",
    "Share",
    "Source",
    "Stack",
    "State",
    "Strip",
    "Tab",
    "Table",
    "TableCell",
    "TableRow",
    "Tabs",
    "Task",
    "Term",
    "TermRow",
    "Terms",
    "Tone",
    "Tour",
    "Trial",
    "Turn",
    "Verdict",
]
