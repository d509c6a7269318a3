/** The seconds that a command sleeps, all its calls of `sleep` together (`sh -c "sleep 5; nginx -s quit"`); undefined when it has none. */
export function sleepSeconds(command: readonly string[]): number | undefined {
  const words = command.flatMap((argument) => argument.split(/[\s;&|]+/));
  const times = words.flatMap((word, index) => {
    const match = word === 'sleep' || word.endsWith('/sleep') ? /^(\d+(?:\.\d+)?)([smh]?)$/.exec(words[index + 1] ?? '') : null;
    return match === null ? [] : [Number(match[1]) * (match[2] === 'h' ? 3600 : match[2] === 'm' ? 60 : 1)];
  });
  return times.length === 0 ? undefined : times.reduce((sum, seconds) => sum + seconds, 0);
}
