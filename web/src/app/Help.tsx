import { Button } from "../components/Button";
import { Keys } from "../components/Keys";
import { useKeymaps } from "./keys";
import { closeOverlay, Dialog } from "./overlays";

/** Every key that works in the view below. */
export function Help() {
  const maps = useKeymaps().filter((map) => map.commands.length > 0 && !map.isModal);
  return (
    <Dialog title="Keys" className="help" close={closeOverlay}>
      <header className="dialog-head">
        <h2>Keys</h2>
        <Button icon="close" tone="quiet" isIconOnly onClick={closeOverlay}>Close</Button>
      </header>
      <div className="help-groups">
        {[...maps].reverse().map((map) => (
          <section key={map.name}>
            <h3>{map.name}</h3>
            <dl>
              {map.commands.filter((command) => command.title).map((command) => (
                <div key={command.title} className="help-row">
                  <dt>{command.title}</dt>
                  <dd>
                    {command.keys.slice(0, 3).map((key) => (
                      <span key={key}>
                        <Keys chord={key} />
                        <span className="hidden">{key}</span>
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
