/**
 * The forms in which an agent says what is wrong with a camera (RtspConnection, RtspSession, RtspSource, LookDecoder and SourceBoard in src/Ingest/Video, ViewWatch in src/EdgeAgent/Views), and the English
 * texts of the console for them: one and the same, so that they cannot drift apart. A test holds them to the code.
 */
export const cameraFaultForms = {
  "fault.timeout": "{url} did not answer within {n} s; check that the camera is on and its address is right",
  "fault.credentials": "the camera refused the credentials (401) at {url}; check user and password of camera {name}",
  "fault.noCredentials": "the camera at {url} wants credentials (401) and the address has none; write rtsp://user:password@… for camera {name}",
  "fault.forbidden": "the camera forbids this user the stream (403) at {url}; check the rights of the user of camera {name}",
  "fault.path": "the camera has no stream at this path (404): {url}; check the path of camera {name}",
  "fault.request": "the camera refused the request (4xx) at {url}; check path and transport of camera {name}",
  "fault.server": "the camera reported an error of its own (5xx) at {url}; its limit of viewers may be reached",
  "fault.nobody": "nothing listens at {host}:{port} (connection refused); check address and port of camera {name}",
  "fault.noRoute": "{host} cannot be reached (no route); check network and address of camera {name}",
  "fault.closed": "{host}:{port} closed the connection before a stream began; check that RTSP is switched on at camera {name}",
  "fault.notRtsp": "{url} does not answer in RTSP; check address and port of camera {name}",
  "fault.ended": "the camera at {url} ended the stream; connecting again",
  "fault.broke": "the connection to {url} broke; connecting again",
  "fault.reading": "reading from {url} failed: {words}; connecting again",
  "fault.silent": "nothing came from {url} for {n} s; connecting again",
  "fault.host": "the host name {host} is not known; check the address of camera {name} and the name server",
  "fault.noKey": "no key frame has come for {n} s since the connection was made, and nothing can be decoded before one; set the camera's key-frame (I-frame) interval to the cadence or less",
  "fault.keyAlone": "two key frames in a row could not be decoded by themselves; all pictures are decoded from now on",
  "fault.damaged": "a key frame arrived damaged (lost packets?) and the look waits for the next one; over UDP, try transport tcp",
  "fault.blurred": "its picture has lost most of its detail since {at}. Clean the lens, or focus it",
  "fault.unsteady": "no two looks show the same view: it is carried about or pans. Fix it, and it judges again",
  "fault.moved": "it has shown another view since {at}. Turn the camera back, or draw its zones anew in the console to confirm the view as it is now",
  "fault.left.up": "its picture has been shifted by {x} of the width to the left and {y} of the height upwards since {at}. Turn the camera back, or draw its zones anew in the console to confirm the view as it is now",
  "fault.left.down": "its picture has been shifted by {x} of the width to the left and {y} of the height downwards since {at}. Turn the camera back, or draw its zones anew in the console to confirm the view as it is now",
  "fault.right.up": "its picture has been shifted by {x} of the width to the right and {y} of the height upwards since {at}. Turn the camera back, or draw its zones anew in the console to confirm the view as it is now",
  "fault.right.down": "its picture has been shifted by {x} of the width to the right and {y} of the height downwards since {at}. Turn the camera back, or draw its zones anew in the console to confirm the view as it is now",
  "fault.unconfirmed": "another view than the one that the zones were drawn on was taken as the usual one at {at}. Check the zones and draw them anew, which confirms it",
} as const;
