// Links between the simulated places open in the page itself: a case in Slack, a post in public.
import { store } from "./store.js";

const doors = {};

// The places say how they are opened: openCase(channel, ts) and showPost(kind, id), false when it is not there.
export const opensWith = ({ openCase, showPost }) => Object.assign(doors, { openCase, showPost });

// Shows what stands at the address, if it is in this sandbox, and says whether it was.
export function follow(address) {
  const place = URL.canParse(address) ? new URL(address) : null;
  if (!place) return false;
  const thread = place.hostname.endsWith(".slack.com") && place.pathname.match(/^\/archives\/(\w+)\/p(\d+)(\d{6})$/);
  if (thread) return doors.openCase(thread[1], `${thread[2]}.${thread[3]}`);
  const onX = place.origin === location.origin && place.pathname.match(/^\/\w+\/status\/(\d+)$/);
  if (onX) return doors.showPost("x", onX[1]);
  const comment = store.state.facebook.find((item) => item.link === address);
  return Boolean(comment) && doors.showPost("facebook", comment.id);
}
