// Everything works without this: it makes some of it quicker.
import htmx from "htmx.org";
import { offerToCopy } from "./copy";
import { offerNearest } from "./nearest";

Object.assign(htmx.config, {
  // The content security policy allows no inline styles and no eval.
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  // Pages hold personal data: none of them is kept in the browser's storage.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  // A refused form comes back with its reasons, and is to be shown like any other answer.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "(400|404|409|422|429)", swap: true },
    { code: "...", swap: false, error: true },
  ],
});

htmx.onLoad(part => {
  offerToCopy(part as ParentNode);
  offerNearest(part as ParentNode);
});
