import type { JobList } from "../../lib/api/jobs";
import { titleOf } from "./titles";

const clock = new Intl.DateTimeFormat("en", {
  weekday: "long",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});

/** What comes by itself, and when next. */
export function Schedule({ schedule }: { schedule: JobList["schedule"] }) {
  if (schedule.length === 0) return null;
  const sorted = [...schedule].sort((one, other) => one.next < other.next ? -1 : 1);
  return (
    <section className="schedule">
      <h2>By itself</h2>
      <ul>
        {sorted.map((one) => (
          <li key={one.kind + one.times}>
            <span>{titleOf(one.kind).title}</span>
            <time dateTime={one.next} title={one.times}>{clock.format(new Date(one.next))}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
