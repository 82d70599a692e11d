/** A page that shows one scene of the pane: ?scene=preview&language=zh&theme=dark. */
import { createRoot } from "react-dom/client";
import { NoHost } from "../../../src/pane/NoHost";
import { Pane } from "../../../src/pane/Pane";
import { Dressed } from "../../../src/pane/Dressed";
import { WordsProvider } from "../../../src/pane/paneContext";
import { en } from "../../../src/text/en";
import { zh } from "../../../src/text/zh";
import { NO_ACTIONS, QUIET_HOST, scenes } from "./scenes";

const asked = new URLSearchParams(window.location.search);
const language = asked.get("language") === "en" ? "en" : "zh";
const dark = asked.get("theme") === "dark";
const preferences = { language, theme: "auto" } as const;
const scene = asked.get("scene") ?? "ready";
const state = scenes()[scene];

createRoot(document.getElementById("pane")!).render(
  <Dressed appearance={{ language, dark }} preferences={preferences} goTo={() => undefined} selection={{ sheet: "计费中心", cell: "E9" }}>
    <WordsProvider value={{ zh, en }[language]}>
      {state ? (
        <Pane state={state} actions={NO_ACTIONS} host={QUIET_HOST} preferences={preferences} onPreferences={() => undefined} missed={null} waiting={false} />
      ) : (
        <NoHost why="browser" preferences={preferences} onPreferences={() => undefined} />
      )}
    </WordsProvider>
  </Dressed>,
);
