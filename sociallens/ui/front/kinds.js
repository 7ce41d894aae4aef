// The kinds of blocks, by the name under which Python declares them.
import { Card } from "./card.js";
import { Facts, Heading } from "./heading.js";
import { Reader } from "./reader.js";
import { Strip } from "./strip.js";

export const KINDS = { card: Card, facts: Facts, heading: Heading, reader: Reader, strip: Strip };
