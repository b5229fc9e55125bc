// Runs a program to its end. Not Foundation's Process: that waits on a socket which
// tmux's server inherits and holds open, so it never sees the end.

import Foundation

enum Program {
  struct Failed: Error { let program: String }

  /// - Returns: what it printed, what it complained of, and its exit code.
  static func run(_ program: String, _ arguments: [String], environment: [String: String] = [:])
    throws -> (output: String, errors: String, code: Int32)
  {
    let base = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-run-\(UUID().uuidString)").path
    defer { for name in ["out", "err"] { unlink("\(base).\(name)") } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, base + ".out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, base + ".err", O_WRONLY | O_CREAT, 0o600)
    // Signals as a shell gives them to its children, whatever the test runner holds back.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var every = sigset_t()
    sigfillset(&every)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &every)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      .map { "\($0.key)=\($0.value)" }
    var child: pid_t = 0
    let failed = withCStrings([program] + arguments) { arguments in
      withCStrings(variables) {
        posix_spawnp(&child, program, &actions, &attributes, arguments, $0)
      }
    }
    guard failed == 0 else { throw Failed(program: program) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let output = try Data(contentsOf: URL(fileURLWithPath: base + ".out"))
    let errors = try Data(contentsOf: URL(fileURLWithPath: base + ".err"))
    let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    return (String(decoding: output, as: UTF8.self), String(decoding: errors, as: UTF8.self), code)
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
      return body(base)
    }
  }
}
