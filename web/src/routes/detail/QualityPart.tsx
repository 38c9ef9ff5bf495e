import { Icon } from "../../components/Icon";
import type { Quality } from "../../lib/api/detail";
import { Part } from "./Panel";

const TITLES: Record<string, string> = {
  opinion: "Opinion",
  brisque: "BRISQUE",
  naturalness: "NIQE",
  sharpness: "Sharpness",
  exposure: "Exposure",
  noise: "Noise",
  clipped: "Clipped",
  colourfulness: "Colourfulness",
};

/** What was measured of a picture's quality, and what each number means. */
export function QualityPart({ quality }: { quality: Quality }) {
  const found = quality.issues.filter((one) => one.found);
  const measures = quality.measures.flatMap(({ value, ...rest }) =>
    value === null ? [] : [{ ...rest, value }]
  );
  const score = quality.score;
  return (
    <Part
      title="Quality"
      end={score !== null && (
        <span className="panel-score">
          {Math.round(score * 100)}
          <small>/ 100</small>
        </span>
      )}
    >
      {score !== null && (
        <div className="meter" role="img" aria-label={`Quality ${Math.round(score * 100)} of 100`}>
          <span className="meter-whole" style={{ transform: `scaleX(${score})` }} />
        </div>
      )}
      {found.length > 0 && (
        <ul className="panel-issues">
          {found.map((one) => (
            <li key={one.kind}>
              <Icon name="warning" size={16} />
              <span>
                <strong>{one.kind}</strong> {one.reason}
              </span>
            </li>
          ))}
        </ul>
      )}
      <dl className="measures">
        {measures.map((one) => (
          <div key={one.name} title={one.meaning}>
            <dt>
              {TITLES[one.name] ?? one.name}
              <small>{one.meaning}</small>
            </dt>
            <dd>{shown(one.value)}</dd>
          </div>
        ))}
      </dl>
      {quality.notes.map((note) => <p key={note} className="panel-note">{note}</p>)}
    </Part>
  );
}

function shown(value: number): string {
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 10
    ? value.toFixed(1)
    : value.toFixed(2);
}
