// The kinds of blocks, by the name under which Python declares them.
import { Card } from "./card.js";
import { Glossary } from "./glossary.js";
import { Facts, Heading } from "./heading.js";
import { Passage } from "./passage.js";
import { Reader } from "./reader.js";
import { Strip } from "./strip.js";

export const KINDS = {
  card: Card, facts: Facts, glossary: Glossary, heading: Heading, passage: Passage, reader: Reader,
  strip: Strip,
};
