// The program on the screen runs as the child of this tiny parent. Whatever becomes of the child —
// a trap, a crash, `kill -9` — the parent gives the terminal back and says one plain sentence.

import CNcurses
import Foundation

/// Runs the rest of the program under watch.
public struct Supervisor {
  /// What the program is called in the sentence: "Fingerpost".
  public let program: String
  /// The folder under the XDG state folder that crash reports go to, and under the XDG config
  /// folder that settings are read from: "fingerpost".
  public let folder: String
  /// A sentence about what was kept, said after a crash.
  public let reassurance: String

  private static let marker = "TERMINAL_SUPERVISED_BY"

  public init(program: String, folder: String, reassurance: String) {
    self.program = program
    self.folder = folder
    self.reassurance = reassurance
  }

  /// Runs `body` in a child process and ends this one with the child's exit code, or with 128 and
  /// the number of the signal that killed it. `body` is called in the child alone; where there is
  /// no terminal it is called here. It should open its driver soon, since the signals that ask a
  /// program to end are held back until the driver reads them.
  public func run(_ body: () -> Int32) -> Never {
    if let parent = getenv(Self.marker).flatMap({ Int32(String(cString: $0)) }) {
      // Programs that this one starts are nobody's children here.
      unsetenv(Self.marker)
      unsetenv("SWIFT_BACKTRACE")
      _ = die_with_parent(SIGHUP)
      // It was started as /proc/self/exe, which would make it `exe` to people who look for it.
      if let name = CommandLine.arguments.first?.split(separator: "/").last {
        _ = name_process(String(name))
      }
      guard getppid() == parent else { exit(128 + SIGHUP) }
      Signals.block()
      exit(body())
    }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    var saved = termios()
    guard terminal >= 0, tcgetattr(terminal, &saved) == 0 else { exit(body()) }
    var watched = Signals.set([SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    pthread_sigmask(SIG_BLOCK, &watched, nil)
    // Whoever started this may have held back ^Z: then the child would stop and this never.
    Signals.unblock([SIGTSTP])
    let report = CrashReport(folder: folder)
    var pipes: [Int32] = [-1, -1]
    guard pipe(&pipes) == 0 else { exit(body()) }
    _ = fcntl(pipes[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(pipes[0], F_SETFL, O_NONBLOCK)
    // Swift's backtrace starts its file afresh, so what else is said goes to a place of its own.
    let said = memory_file("said")
    if said >= 0 { _ = fcntl(said, F_SETFD, 0) }
    // What the child leaves behind when it is killed is this one's to wait for.
    _ = adopt_orphans()
    guard let child = spawn(note: pipes[1], said: said, report: report) else { exit(body()) }
    close(pipes[1])
    let status = wait(for: child, signals: &watched)
    let note = lastNote(pipes[0])
    let screenWasOn = note != .notOurs
    if screenWasOn { restoreScreen(terminal, withColours: note == .oursWithColours) }
    tcsetattr(terminal, TCSANOW, &saved)
    exit(finish(status, screenWasOn: screenWasOn, said: said, report: report))
  }

  /// Passes signals on until the child ends; its wait status.
  private func wait(for child: pid_t, signals: inout sigset_t) -> Int32 {
    while true {
      var status: Int32 = 0
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { return status }
      if ended < 0 && errno != EINTR { return 0 }
      var signal: Int32 = 0
      guard sigwait(&signals, &signal) == 0 else { continue }
      if signal != SIGCHLD { kill(child, signal) }
    }
  }

  private func spawn(note: Int32, said: Int32, report: CrashReport) -> pid_t? {
    var environment = ProcessInfo.processInfo.environment
    environment[Self.marker] = String(getpid())
    environment[ScreenNote.variable] = String(note)
    environment[ScreenNote.reportVariable] = said >= 0 ? String(said) : nil
    environment[ScreenSettings.variable] = ScreenSettings.path(folder: folder)
    environment["SWIFT_BACKTRACE"] = report.backtraceSetting
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = Signals.set([])
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = environment.map { "\($0.key)=\($0.value)" }
    return ForegroundProgram.withCStrings(CommandLine.arguments) { arguments in
      ForegroundProgram.withCStrings(variables) { variables in
        var child: pid_t = 0
        let failed = posix_spawn(
          &child, "/proc/self/exe", nil, &attributes, arguments, variables)
        return failed == 0 ? child : nil
      }
    }
  }

  /// Waits for the program that writes the backtrace: a child that is killed while it is being
  /// looked at leaves it behind, and what it writes belongs in the report. It gives up by itself
  /// after five seconds, and so does this.
  private func waitForBacktrace() {
    var childEnded = Signals.set([SIGCHLD])
    let deadline = ContinuousClock.now + .seconds(6)
    while ContinuousClock.now < deadline {
      let ended = waitpid(-1, nil, WNOHANG)
      if ended < 0 && errno != EINTR { return }
      guard ended == 0 else { continue }
      var wait = timespec(tv_sec: 0, tv_nsec: 50_000_000)
      sigtimedwait(&childEnded, nil, &wait)
    }
  }

  /// The child's last word about whose the screen is.
  private func lastNote(_ descriptor: Int32) -> ScreenNote.State {
    var last: UInt8 = 0
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1 { last = byte }
    return ScreenNote.State(rawValue: last) ?? .notOurs
  }

  /// Leaves the alternate screen after clearing it, and turns off everything a child turns on.
  private func restoreScreen(_ terminal: Int32, withColours: Bool) {
    let known =
      withColours
      ? try? Capabilities(
        environment: ProcessInfo.processInfo.environment, descriptor: terminal) : nil
    let ownColours = known.map { $0.giveBack($0.numbersToGive) } ?? ""
    let bytes = Array(
      (NcursesDriver.leaveModes + "\u{1B}[m" + ownColours
        + "\u{1B}[H\u{1B}[2J\u{1B}[?25h\u{1B}[?1049l").utf8)
    _ = write(terminal, bytes, bytes.count)
  }

  /// Says what is to be said, and what to exit with.
  private func finish(
    _ status: Int32, screenWasOn: Bool, said: Int32, report: CrashReport
  ) -> Int32 {
    let signal = wait_was_signalled(status) != 0 ? wait_signal(status) : nil
    // Whoever ends well gives the terminal back first. What writes a crash down can be hit by
    // the next one, and then the child ends with a code of its own.
    let endedWell = signal.map { [SIGINT, SIGTERM, SIGHUP].contains($0) } ?? !screenWasOn
    let code = signal.map { 128 + $0 } ?? wait_exit_code(status)
    if endedWell {
      report.discard()
      return code
    }
    waitForBacktrace()
    report.addTrace()
    if let words = CrashReport.text(of: said) { report.add("\n" + words) }
    report.add(
      "\n\(program) was ended \(signal.map { "by signal \($0)" } ?? "in the middle, with code \(code)").\n"
    )
    let place = report.path.map { " A report for whoever looks after it:\n\($0)" } ?? ""
    let sentence = "\(program) stopped without warning. \(reassurance)\(place)\n"
    FileHandle.standardError.write(Data(sentence.utf8))
    return max(code, 1)
  }
}
