// The kinds of blocks, by the name under which Python declares them.
import { Bar } from "./bar.js";
import { Card } from "./card.js";
import { Chips } from "./chips.js";
import { Glossary } from "./glossary.js";
import { Facts, Heading } from "./heading.js";
import { Nav } from "./nav.js";
import { Options } from "./options.js";
import { Passage } from "./passage.js";
import { Reader } from "./reader.js";
import { Strip } from "./strip.js";
import { Tour } from "./tour.js";
import { Form, Saves, Terms, Trial } from "./vocabulary.js";

export const KINDS = {
  bar: Bar, card: Card, chips: Chips, facts: Facts, glossary: Glossary, heading: Heading, nav: Nav,
  options: Options, passage: Passage, reader: Reader, strip: Strip, tour: Tour,
  form: Form, saves: Saves, terms: Terms, trial: Trial,
};
