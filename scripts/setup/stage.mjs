/** A failure whose message is all that the reader needs: it says what to do. */
export class StageFailure extends Error {}

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 120;
/** Without a terminal a line now and then shows that a long stage is still at work. */
const reminderMs = 20_000;

/**
 * Runs one stage and says when it begins and how long it took. On a terminal a spinner turns meanwhile; elsewhere
 * a line is printed every 20 s. Rejects with what the work rejected with.
 *
 * @template T
 * @param {string} title such as "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function stage(title, work) {
  const started = Date.now();
  const stop = process.stdout.isTTY ? spin(title, started) : remind(title, started);
  try {
    const result = await work();
    stop();
    say(`✓ ${title} (${elapsed(started)})`);
    return result;
  } catch (error) {
    stop();
    say(`✗ ${title} (${elapsed(started)})`);
    throw error;
  }
}

/** Prints one line. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Time since `started` in words: "0.4 s", "12 s", "2 min 5 s". */
export function elapsed(started) {
  const seconds = (Date.now() - started) / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function spin(title, started) {
  let turn = 0;
  const draw = () => {
    process.stdout.write(`\r\x1b[2K${frames[turn % frames.length]} ${title} … ${elapsed(started)}`);
    turn += 1;
  };
  draw();
  const timer = setInterval(draw, frameMs);
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\x1b[2K");
  };
}

function remind(title, started) {
  say(`· ${title} …`);
  const timer = setInterval(() => say(`  … ${title}, ${elapsed(started)}`), reminderMs);
  return () => clearInterval(timer);
}
