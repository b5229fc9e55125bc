import ArgumentParser
import Casebook
import Desk
import Foundation
import Terminal

struct OpenDesk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk", abstract: "Open the desk (the same as no command).")

  @OptionGroup var look: LookOptions
  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    DeskRun.start { [self] theme, notice in
      let setting = DeskSetting(folder: casebook.folder, theme: theme, notice: notice)
      guard Casebook.exists(at: casebook.folder),
        let passphrase = try casebook.passphraseFromFile()
      else { return Desk(setting) }
      return Desk(setting, book: try Casebook.open(at: casebook.folder, passphrase: passphrase))
    } look: {
      look
    }
  }
}

struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Colours: a name such as fingerpost-dark, or a base16 or base24 YAML file.",
      valueName: "file"))
  var theme: String?

  /// The theme asked for. One that cannot be used is told of, and the terminal's own
  /// colours stand in for it: the program starts all the same.
  func chosen() -> (Theme, notice: String?) {
    guard let theme else { return (.terminal, nil) }
    if let known = BuiltInTheme.named(theme) { return (known.theme, nil) }
    do { return (try Theme(contentsOf: theme), nil) } catch {
      return (.terminal, "Those colours were not used: \(error)")
    }
  }
}

enum DeskRun {
  /// Runs a desk under its watching parent, and ends the program.
  ///
  /// - Parameter make: makes the desk, in the child, once its screen is there.
  static func start(
    _ make: @escaping (Theme, String?) throws -> Desk, look: () -> LookOptions
  ) -> Never {
    let look = look()
    let supervisor = Supervisor(
      program: "Fingerpost", folder: "fingerpost",
      reassurance: "Everything that you had saved is kept; open it again with “fingerpost”.")
    supervisor.run {
      do {
        let (theme, notice) = look.chosen()
        let driver = try NcursesDriver(theme: theme)
        driver.allowsClipboard = ScreenSettings.ofThisProgram().allowsClipboard
        do {
          var desk = try make(theme, notice)
          let code = Runner(driver: driver).run(&desk)
          desk.shut()
          driver.close()
          if let notice { Lines.complain(notice) }
          return code
        } catch {
          driver.close()
          throw error
        }
      } catch {
        Lines.complain(Fingerpost.sentence(for: error))
        return 1
      }
    }
  }
}
