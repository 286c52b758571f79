/** The play screen with its game; loaded when it is first opened. */
export default function PlayRoot() {
  return <main className="opening" />;
}
