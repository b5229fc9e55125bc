// How a printed plan is set: one template for every style, escaped throughout, with
// everything that it needs inside it.

import Foundation
import Mustache

/// Why a plan could not be put on paper.
public enum PrintedPlanError: Error, Equatable, CustomStringConvertible {
  case template(String)

  public var description: String {
    switch self {
    case .template(let what):
      "The page could not be set: \(what). Nothing was written."
    }
  }
}

enum PlanTemplates {
  /// - Throws: ``PrintedPlanError`` where a template is at fault.
  static func html(of content: PlanPageContent) throws -> String {
    HTMLText.isReady as Void
    guard let page = try library().render(content, withTemplate: "page") else {
      throw PrintedPlanError.template("its template is missing")
    }
    return page
  }

  private static func library() throws -> MustacheLibrary {
    do {
      return MustacheLibrary(templates: [
        "page": try MustacheTemplate(string: page), "goal": try MustacheTemplate(string: goal),
        "section": try MustacheTemplate(string: section),
        "signpost": try MustacheTemplate(string: signpost),
        "style": try MustacheTemplate(string: PlanPageStyle.css),
      ])
    } catch { throw PrintedPlanError.template("\(error)") }
  }

  // Fields begin with a dot: without it a name that is missing here would be looked for
  // further out, and somebody's words could end up beside the wrong goal.

  // Each says anew how its text is made safe: a part does not take it from the page.

  /// Nothing on the page may run or load anything, even if something slipped in.
  private static let page = """
    {{% CONTENT_TYPE:FINGERPOST_HTML}}<!DOCTYPE html>
    <html lang="{{.language}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>{{.title}}</title>
    <style>
    {{> style}}
    </style>
    </head>
    <body class="{{.style}}">
    <header>
    <div><h1>{{.title}}</h1>
    <p class="standing">{{.standing}}{{#.review}}<br>{{.}}{{/.review}}</p>
    {{#.changed}}<p class="changed">{{.}}</p>{{/.changed}}</div>
    {{> signpost}}
    </header>
    <main>
    {{#.nothing}}<p class="nothing">{{.}}</p>{{/.nothing}}
    {{#.about}}<section class="part about"><h2>{{.heading}}</h2><div class="columns">
    {{#.sections}}{{> section}}{{/.sections}}</div></section>{{/.about}}
    {{#.hasPicture}}<section class="part"><div class="columns">
    {{#.picture}}{{> section}}{{/.picture}}</div></section>{{/.hasPicture}}
    {{#.hasGoals}}<section class="part goals"><h2>{{.goalsHeading}}</h2>
    {{#.goals}}{{> goal}}{{/.goals}}</section>{{/.hasGoals}}
    {{#.services}}<section class="part">{{> section}}</section>{{/.services}}
    {{#.safety}}<section class="part safety"><h2>{{.heading}}</h2><div class="columns">
    {{#.sections}}{{> section}}{{/.sections}}</div></section>{{/.safety}}
    {{#.around}}<section class="part around"><h2>{{.heading}}</h2><div class="columns">
    {{#.sections}}{{> section}}{{/.sections}}</div></section>{{/.around}}
    </main>
    <footer><p>{{.printed}} · {{.notSealed}}</p>
    {{#.readingAge}}<p>{{.}}</p>{{/.readingAge}}</footer>
    </body>
    </html>

    """

  private static let section = """
    {{% CONTENT_TYPE:FINGERPOST_HTML}}<div class="section{{#.isLead}} lead{{/.isLead}}"><h3>{{.heading}}</h3>
    <ul>{{#.items}}<li dir="auto"{{#.isLong}} class="long"{{/.isLong}}>{{.text}}{{#.says}} <span class="says">{{.}}</span>{{/.says}}</li>
    {{/.items}}</ul></div>

    """

  private static let goal = """
    {{% CONTENT_TYPE:FINGERPOST_HTML}}<article class="goal{{#.isStage}} stage{{/.isStage}}">
    <div class="sign">{{#.picture}}<span class="picture">{{{.}}}</span>{{/.picture}}\
    {{^.picture}}<svg class="arm" viewBox="0 0 58 30" aria-hidden="true">\
    <path d="M2 2h42l12 13-12 13H2z"/><text x="23" y="21.5">{{.number}}</text></svg>{{/.picture}}</div>
    <div class="body">
    <h3 dir="auto"{{#.isLong}} class="long"{{/.isLong}}><span class="label">{{.label}} </span>{{.text}}{{#.says}} <span class="says">{{.}}</span>{{/.says}}</h3>
    {{#.hasScore}}<p class="score"><span class="dots" aria-hidden="true">\
    {{#.dots}}<svg viewBox="0 0 12 12"><circle cx="6" cy="6" r="4.8"{{#.isOn}} class="on"{{/.isOn}}/></svg>{{/.dots}}</span> \
    <strong>{{.score}}</strong>{{#.was}} <span class="was">{{.}}</span>{{/.was}} {{#.trace}}{{{.}}}{{/.trace}}</p>{{/.hasScore}}
    {{#.said}}<p class="said" dir="auto">{{.text}}{{#.says}} <span class="says">{{.}}</span>{{/.says}}</p>{{/.said}}
    {{#.facts}}<p class="facts">{{.}}</p>{{/.facts}}
    <ul class="steps">{{#.steps}}<li class="{{.state}}">
    <svg class="box" viewBox="0 0 16 16" role="img"><rect x="1.5" y="1.5" width="13" height="13" rx="2.5"/>\
    {{#.isDone}}<path d="m4 8.5 3 3 5.5-7"/>{{/.isDone}}{{#.isRefused}}<path d="M4 8h8"/>{{/.isRefused}}</svg>
    <span class="what" dir="auto">{{.what}}</span><span class="who" dir="auto">{{.who}}</span>\
    <span class="when">{{.when}}</span>\
    {{#.hasNotes}}<span class="notes">{{#.notes}}<small dir="auto">{{.}}</small>{{/.notes}}</span>{{/.hasNotes}}</li>
    {{/.steps}}</ul>
    {{#.hasServices}}<p class="services"><span>{{.servicesHeading}}</span> {{#.services}}<b dir="auto">{{.text}}</b> {{/.services}}</p>{{/.hasServices}}
    {{#.hasOutcomes}}<div class="outcomes"><span>{{.outcomeHeading}}</span><ul>{{#.outcomes}}<li dir="auto">{{.text}}{{#.says}} <span class="says">{{.}}</span>{{/.says}}</li>{{/.outcomes}}</ul></div>{{/.hasOutcomes}}
    {{#.hasStages}}<div class="stages"><h4>{{.stagesHeading}}</h4>{{#.stages}}{{> goal}}{{/.stages}}</div>{{/.hasStages}}
    </div></article>

    """

  /// The signpost at the head of the page: an arm for each of the first three goals.
  private static let signpost = """
    {{% CONTENT_TYPE:FINGERPOST_HTML}}<svg class="signpost" viewBox="0 0 120 124" aria-hidden="true">\
    <path class="post" d="M57 6h6v114h-6z"/><circle class="post" cx="60" cy="5" r="4.5"/>\
    <path class="ground" d="M34 120c9-5 17-5 26-3 9-3 18-2 27 3"/>\
    {{#.arms}}<g transform="translate(0 {{.y}})">{{#.pointsLeft}}<path class="plank" d="M66 2v18H18L6 11l12-9z"/>\
    <text x="40" y="16.5">{{.number}}</text>{{/.pointsLeft}}{{^.pointsLeft}}<path class="plank" d="M54 2v18h48l12-9-12-9z"/>\
    <text x="80" y="16.5">{{.number}}</text>{{/.pointsLeft}}</g>{{/.arms}}</svg>
    """
}

/// Text made safe for a page, code point by code point. The engine's own escaping goes
/// by whole letters, and lets a quotation mark through that carries an accent.
struct HTMLText: MustacheContentType {
  func escapeText(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "`": result.append(contentsOf: "&#96;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Known to the engine from the first time that it is asked for.
  static let isReady: Void = MustacheContentTypes.register(HTMLText(), named: "FINGERPOST_HTML")
}
