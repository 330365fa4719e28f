import type { BrowserContext, Page } from 'playwright-core';

/** What both benches count as met: a frame of the other was decoded, and the other's sound arrives. */
export const metScript = `
window.untilMet = (find) => new Promise((resolve) => {
  const look = () => {
    const video = find();
    const sound = video && video.srcObject && video.srcObject.getAudioTracks()[0];
    if (video && video.getVideoPlaybackQuality().totalVideoFrames > 0 && sound && !sound.muted) resolve(performance.now());
    else setTimeout(look, 2);
  };
  look();
});`;

const bareScript = `
${metScript}
(async () => {
  window.local = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480, frameRate: 24 }, audio: true });
  const wire = new BroadcastChannel('bare');
  const send = (message) => wire.postMessage(JSON.stringify(message));
  const video = document.createElement('video');
  video.autoplay = true;
  document.body.append(video);
  let connection;
  const open = () => {
    connection = new RTCPeerConnection();
    for (const track of local.getTracks()) connection.addTrack(track, local);
    connection.onicecandidate = ({ candidate }) => candidate && send({ candidate });
    connection.ontrack = ({ streams }) => { if (video.srcObject !== streams[0]) { video.srcObject = streams[0]; void video.play(); } };
  };
  let queue = Promise.resolve();
  wire.onmessage = ({ data }) => { queue = queue.then(() => take(JSON.parse(data))); };
  const take = async ({ offer, answer, candidate }) => {
    if (offer) { open(); await connection.setRemoteDescription(offer); await connection.setLocalDescription(); send({ answer: connection.localDescription }); }
    if (answer) await connection.setRemoteDescription(answer);
    if (candidate) await connection.addIceCandidate(candidate);
  };
  window.call = async () => {
    const began = performance.now();
    open();
    await connection.setLocalDescription();
    send({ offer: connection.localDescription });
    return (await untilMet(() => video)) - began;
  };
})()`;

/** Two tabs of one browser that exchange their descriptions by hand, with no server at all. Answers milliseconds from the call to the picture. */
export async function meetInBareTabs(context: BrowserContext, address: string): Promise<number> {
  const tabs: Page[] = [];
  for (let index = 0; index < 2; index++) {
    const page = await context.newPage();
    await page.goto(`${address}/healthz`);
    await page.evaluate(bareScript);
    tabs.push(page);
  }
  const milliseconds = await tabs[1]?.evaluate<number>('call()');
  for (const page of tabs) await page.close();
  if (milliseconds === undefined) throw new Error('there were no tabs');
  return milliseconds;
}
