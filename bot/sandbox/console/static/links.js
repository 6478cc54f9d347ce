// Links between the simulated places open in the page itself: a case in Slack, a post in public.
import { showPost } from "./public.js";
import { openCase } from "./slack.js";
import { store } from "./store.js";

// Shows what stands at the address, if it is in this sandbox, and says whether it was.
export function follow(address) {
  const place = URL.canParse(address) ? new URL(address) : null;
  if (!place) return false;
  const thread = place.hostname.endsWith(".slack.com") && place.pathname.match(/^\/archives\/(\w+)\/p(\d+)(\d{6})$/);
  if (thread) return openCase(thread[1], `${thread[2]}.${thread[3]}`);
  const onX = place.origin === location.origin && place.pathname.match(/^\/\w+\/status\/(\d+)$/);
  if (onX) return showPost("x", onX[1]);
  const comment = store.state.facebook.find((item) => item.link === address);
  return Boolean(comment) && showPost("facebook", comment.id);
}
