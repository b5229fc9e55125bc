// Runs an application on a driver: wait, hand over what came, draw once.

import Foundation

/// Runs applications on a terminal.
public struct Runner {
  private let driver: any Driver
  private let now: () -> Date

  /// - Parameter now: the clock that ticks are told by.
  public init(driver: any Driver, now: @escaping () -> Date = Date.init) {
    self.driver = driver
    self.now = now
  }

  /// Runs until the application quits or the terminal is gone.
  /// - Returns: the code to exit with: the application's own, or 128 and a signal's number.
  public func run<App: Application>(_ application: inout App) -> Int32 {
    var session = Session(application, size: driver.size)
    defer { application = session.application }
    let ownTheme = driver.theme
    var flow = session.deliver([.resize(driver.size)])
    while true {
      switch flow {
      case .quit(let code): return code
      case .suspend:
        driver.suspend()
        flow = session.deliver([.resize(driver.size), .suspendResumed])
        continue
      case .bell:
        driver.bell()
        flow = session.deliver([])
        continue
      case .copy(let text):
        driver.copy(text)
        flow = session.deliver([])
        continue
      case .edit(let text):
        let edited = driver.edit(text)
        flow = session.deliver([.resize(driver.size), .edited(edited)])
        continue
      case .continue: break
      }
      let theme = session.application.theme ?? ownTheme
      if theme != driver.theme { driver.theme = theme }
      driver.present(session.draw())
      let wake = session.application.nextWake
      switch driver.nextEvents(before: wake) {
      case .ended(let signal): return 128 + signal
      case .events(var events):
        if let wake, wake <= now() { events.append(.tick(now())) }
        flow = session.deliver(events)
      }
    }
  }
}
