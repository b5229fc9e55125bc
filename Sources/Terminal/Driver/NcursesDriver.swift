// The real terminal. ncursesw's terminfo says how it is driven; frames go out as differences, and
// input is decoded here, because ncurses neither reads pastes nor knows how wide a grapheme is.

import CNcurses
import Foundation

/// Draws on the terminal that this program was started from, also where its standard input or
/// output is something else.
public final class NcursesDriver: Driver {
  public var theme: Theme {
    get { writer.theme }
    set { writer.theme = newValue }
  }

  public private(set) var size: Size
  /// Whether `copy` may hand text to the terminal. Off unless the person asked for it: the
  /// clipboard is outside what we can protect.
  public var allowsClipboard = false

  private let terminal: Int32
  private let signals: Int32
  private var saved = termios()
  private var writer: ScreenWriter
  private var decoder: InputDecoder
  private var isOpen = false
  private var savedError: Int32 = -1
  private var isGone = false
  private let note = ScreenNote.inherited()
  private var told = ScreenNote.State.notOurs

  private static let enterModes = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h\u{1B}[?2004h"
  static let leaveModes = "\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
  /// How long a lone Escape waits for the rest of a sequence, in milliseconds.
  private static let escapeDelay: Int32 = 25
  /// How long the rest of a paste may take, in milliseconds.
  private static let pasteDelay: Int32 = 2_000

  /// Takes the terminal over. Throws `TerminalError`, whose description is for the person, before
  /// anything on the screen has changed.
  public init(
    theme: Theme = .terminal,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    NcursesDriver.chooseLocale()
    terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { throw TerminalError.noTerminal }
    do {
      guard isatty(terminal) == 1, tcgetattr(terminal, &saved) == 0 else {
        throw TerminalError.noTerminal
      }
      let capabilities = try Capabilities(environment: environment, descriptor: terminal)
      writer = ScreenWriter(capabilities: capabilities, theme: theme)
      decoder = InputDecoder(terminalKeys: capabilities.keys)
    } catch {
      CNcurses.close(terminal)
      throw error
    }
    Signals.block()
    signals = Signals.open()
    size = NcursesDriver.measure(terminal)
    enter()
  }

  deinit {
    close()
    CNcurses.close(terminal)
    if signals >= 0 { CNcurses.close(signals) }
  }

  /// Gives the terminal back as it was. Safe to call twice.
  public func close() { leave() }

  // MARK: Out

  public func present(_ grid: Grid) {
    guard isOpen, !isGone else { return }
    let bytes = writer.bytes(for: grid)
    tell(writer.hasGivenColours ? .oursWithColours : .ours)
    write(bytes)
  }

  /// Tells the watching parent what there is to clean up, before there is.
  private func tell(_ state: ScreenNote.State) {
    guard state != told else { return }
    told = state
    note?.write(state)
  }

  public func bell() { write(Array(writer.capabilities.bell.utf8)) }

  public func copy(_ text: String) {
    guard allowsClipboard, isOpen else { return }
    write(Array("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}".utf8))
  }

  private func write(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count, !isGone {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { CNcurses.write(terminal, $0 + start, buffer.count - start) } ?? 0
      }
      if count > 0 {
        start += count
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: terminal, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, 1000)
      } else if errno != EINTR {
        isGone = true
      }
    }
  }

  // MARK: In

  public func nextEvents(before deadline: Date?) -> Incoming {
    while true {
      if isGone { return .ended(signal: SIGHUP) }
      var waiting = [
        pollfd(fd: terminal, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&waiting, 2, timeout(until: deadline))
      if ready < 0 && errno != EINTR { return .ended(signal: SIGHUP) }
      var events: [Event] = []
      if waiting[1].revents != 0 {
        for signal in Signals.read(from: signals) {
          switch signal {
          case SIGWINCH: resized(&events)
          case SIGTSTP: resumed(after: suspend, &events)
          case SIGCONT: resumed(after: enter, &events)
          default: return .ended(signal: signal)
          }
        }
      }
      if waiting[0].revents != 0 {
        guard let bytes = read() else { return .ended(signal: SIGHUP) }
        events += decoder.feed(bytes, at: Date())
      } else if ready == 0, decoder.isWaiting {
        events += decoder.flush()
      }
      if !events.isEmpty { return .events(events) }
      if let deadline, deadline <= Date() { return .events([]) }
    }
  }

  private func timeout(until deadline: Date?) -> Int32 {
    let wait = deadline.map { max(0, $0.timeIntervalSinceNow * 1000).rounded(.up) }
    let limit = Int32(min(wait ?? 3_600_000, 3_600_000))
    guard decoder.isWaiting else { return limit }
    return decoder.isPasting ? Self.pasteDelay : Self.escapeDelay
  }

  /// What can be read now; nil when the terminal hung up.
  private func read() -> ArraySlice<UInt8>? {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count = CNcurses.read(terminal, &buffer, buffer.count)
    if count > 0 { return buffer[..<count] }
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : nil
  }

  private func resized(_ events: inout [Event]) {
    let now = NcursesDriver.measure(terminal)
    guard now != size else { return }
    size = now
    writer.forget()
    events.append(.resize(now))
  }

  private func resumed(after work: () -> Void, _ events: inout [Event]) {
    work()
    size = NcursesDriver.measure(terminal)
    events += [.resize(size), .suspendResumed]
  }

  // MARK: Taking and giving back

  /// Stops this program and everything started with it, as `^Z` does.
  public func suspend() {
    leave()
    // The signal stops the supervising parent as well. This thread holds it back, so that it stops
    // exactly here, in a terminal already given back.
    kill(0, SIGTSTP)
    Signals.unblock([SIGTSTP])
    Signals.block()
    enter()
    size = NcursesDriver.measure(terminal)
  }

  public func lend<Result>(_ body: () throws -> Result) rethrows -> Result {
    leave()
    defer {
      // What was typed at the other program to stop or interrupt it was not meant for this one.
      for signal in Signals.read(from: signals) where [SIGTERM, SIGHUP].contains(signal) {
        kill(getpid(), signal)
      }
      enter()
      size = NcursesDriver.measure(terminal)
    }
    return try body()
  }

  /// Also right when already open: it sends every mode again.
  private func enter() {
    var raw = saved
    cfmakeraw(&raw)
    tcsetattr(terminal, TCSANOW, &raw)
    isOpen = true
    tell(.ours)
    if savedError < 0, isatty(STDERR_FILENO) == 1 {
      // What libraries print must not land on the screen.
      savedError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
      let elsewhere = ScreenNote.openReport() ?? open("/dev/null", O_WRONLY | O_CLOEXEC)
      if elsewhere >= 0 {
        dup2(elsewhere, STDERR_FILENO)
        CNcurses.close(elsewhere)
      }
    }
    writer.forget()
    write(Array((writer.capabilities.enterScreen + Self.enterModes).utf8))
  }

  private func leave() {
    guard isOpen else { return }
    let all = writer.capabilities
    let ownColours = writer.takeColoursBack()
    write(
      Array(
        (Self.leaveModes + all.resetAttributes + ownColours + all.clear + all.showCursor
          + all.leaveScreen).utf8))
    isOpen = false
    var cooked = saved
    tcsetattr(terminal, TCSADRAIN, &cooked)
    if savedError >= 0 {
      dup2(savedError, STDERR_FILENO)
      CNcurses.close(savedError)
      savedError = -1
    }
    tell(.notOurs)
  }

  private static func measure(_ terminal: Int32) -> Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard terminal_size(terminal, &columns, &rows) == 0, columns > 0, rows > 0 else {
      return Size(width: 80, height: 24)
    }
    // A hostile or confused terminal may claim anything.
    return Size(width: Columns(min(Int(columns), 1000)), height: Rows(min(Int(rows), 1000)))
  }

  private static func chooseLocale() {
    setlocale(LC_ALL, "")
    if locale_is_utf8() == 0 { setlocale(LC_ALL, "C.UTF-8") }
  }
}
