export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks again and again until there is an answer, and returns it. An error of the question counts as no answer yet;
 * `giveUp` may end the wait early by throwing.
 */
export async function until(what, seconds, ask, { every = 300, giveUp = () => {} } = {}) {
  const end = Date.now() + seconds * 1000;
  let trouble = '';
  for (;;) {
    await giveUp();
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      trouble = '';
    } catch (error) {
      trouble = `: ${error.message}`;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s${trouble}`);
    await sleep(every);
  }
}
