/** A page that shows one scene of the pane, or the stand-alone page: ?scene=preview&language=zh&theme=dark. The language "pseudo" is English made long. */
import { createRoot } from "react-dom/client";
import { NoHost } from "../../../src/pane/NoHost";
import { FramedPane } from "../../../src/pane/PaneApp";
import { sceneOf } from "../../../src/pane/scenes";
import { Dressed } from "../../../src/pane/Dressed";
import { pageEn } from "../../../src/text/pageEn";
import { paneEn } from "../../../src/text/paneEn";
import { ScorePage } from "../../../src/web/ScorePage";
import { makePseudo } from "./pseudo";
import { en } from "../../../src/text/en";
import { zh } from "../../../src/text/zh";
import { NO_ACTIONS, QUIET_HOST, scenes } from "./scenes";

const NO_MEMORY = { recall: () => null, keep: () => undefined };

const asked = new URLSearchParams(window.location.search);
const language = asked.get("language") === "zh" ? "zh" : "en";
if (asked.get("language") === "pseudo") [en, paneEn, pageEn].forEach((words) => makePseudo(words));
const dark = asked.get("theme") === "dark";
const preferences = { language, theme: "auto" } as const;
const scene = asked.get("scene") ?? "ready";
const state = scenes()[scene];

const root = createRoot(document.getElementById("pane")!);
if (scene === "page") {
  root.render(<ScorePage appearance={{ language, dark }} memory={NO_MEMORY} version="0.1.0" download={() => undefined} confirm={() => true} />);
} else
  root.render(
    <Dressed appearance={{ language, dark }} preferences={preferences} goTo={() => undefined} selection={{ sheet: "计费中心", cell: "E9" }}>
      {state ? (
        <FramedPane
          loaded={{ words: { zh, en }[language], sceneOf }}
          state={state}
          actions={NO_ACTIONS}
          host={QUIET_HOST}
          preferences={preferences}
          onPreferences={() => undefined}
          missed={null}
          waiting={false}
        />
      ) : (
        <NoHost why="browser" preferences={preferences} onPreferences={() => undefined} />
      )}
    </Dressed>,
  );
