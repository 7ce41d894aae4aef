// The kinds of blocks, by the name under which Python declares them.
import { Bar } from "./bar.js";
import { Card } from "./card.js";
import { Chips } from "./chips.js";
import { Glossary } from "./glossary.js";
import { Done } from "./done.js";
import { Facts, Heading } from "./heading.js";
import { Labelling } from "./labelling.js";
import { Nav } from "./nav.js";
import { Options } from "./options.js";
import { Panel, Tabs } from "./panel.js";
import { Passage } from "./passage.js";
import { Reader } from "./reader.js";
import { Strip } from "./strip.js";
import { Tour } from "./tour.js";
import { Form, Saves, Terms, Trial } from "./vocabulary.js";

export const KINDS = {
  bar: Bar, card: Card, chips: Chips, facts: Facts, glossary: Glossary, heading: Heading, nav: Nav,
  done: Done, form: Form, labelling: Labelling, options: Options, panel: Panel, passage: Passage,
  reader: Reader, saves: Saves, strip: Strip, tabs: Tabs, terms: Terms, tour: Tour, trial: Trial,
};
