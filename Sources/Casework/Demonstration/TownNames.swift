// Invented names, from the backgrounds that an English town has. First and family
// names are drawn within one background, and now and then across two.

import Foundation

/// Names that go together.
struct NameGroup: Sendable {
  /// Of a hundred people, about how many.
  let share: Double
  let girls: [String]
  let boys: [String]
  let either: [String]
  let families: [String]

  init(_ share: Double, girls: String, boys: String, either: String, families: String) {
    func names(_ text: String) -> [String] {
      text.split(whereSeparator: \.isWhitespace).map { String($0).replacing("_", with: " ") }
    }
    self.share = share
    self.girls = names(girls)
    self.boys = names(boys)
    self.either = names(either)
    self.families = names(families)
  }
}

enum TownNames {
  static let groups = [
    NameGroup(
      62,
      girls: """
        Maya Ella Holly Jess Amelia Poppy Freya Isla Ruby Daisy Erin Megan Niamh Caitlin Orla
        Beth Lucy Molly Imogen Keira Abigail Zoë Georgia Phoebe Scarlett Evie Martha Tilly Bronwen
        Rosie Hannah Chloe Eleanor Florence Ivy Lottie Nancy Paige Skye Tamsin
        """,
      boys: """
        Leo Kai Jay Tom Finn Alfie Jacob Harrison Callum Declan Rhys Ewan Owen Archie Toby Reece
        Connor Lewis Ben Harvey Theo Oscar Jude Kieran Brandon Ellis Frankie Dylan Sonny Max Ned
        Tyler Zach Luke Joel Aidan Barnaby Corey Miles Stanley
        """,
      either: "Alex Sam Jo Charlie Robin Rowan Ash Taylor Quinn Jamie Morgan River",
      families: """
        Ashworth Barlow Birkett Brandreth Carver Clough Coates Crossley Dewhurst Duckworth Eastham
        Fairclough Fenwick Garside Greenhalgh Hargreave Haslam Heaton Holroyd Horrocks Kershaw
        Lomax Marsden Metcalfe Naylor Nuttall O'Neill O'Hara Ogden Parkin Pickles Pilling Quigley
        Ramsbottom Redfern Rigby Rushworth Schofield Shackleton Sugden Sutcliffe Thackray Thwaite
        Tordoff Unsworth Varley Wadsworth Whittle Widdop Wren Yates Byrne Gallagher McKenna Pryce
        Bowen Penhale Trevena Stobbs Tulip Rudd Larkin Mellor Bright Fox Hollis Jarvis Keane
        """),
    NameGroup(
      14,
      girls: """
        Amira Safa Aisha Zara Maryam Priyanka Anika Simran Hafsa Iqra Nadia Meera Sana Jasmin
        Khadija Rani Tanvi Ayesha Kiran Harleen
        """,
      boys: """
        Imran Zain Hamza Arjun Rohan Bilal Yusuf Ibrahim Adil Dev Gurpreet Haroon Ishaan Kabir
        Tariq Usman Vikram Zubair Rafiq Nikhil
        """,
      either: "Noor Kirandeep Jaspreet Sidra",
      families: """
        Khan Patel Hussain Ahmed Sharma Begum Kaur Singh Mistry Chaudhry Rahman Iqbal Malik Desai
        Akhtar Miah Bhatti Nair Uddin Parmar Qureshi Dhaliwal Sethi Lal
        """),
    NameGroup(
      7,
      girls: "Ada Temi Chidinma Abena Folake Amara Esi Ngozi Zainab Efua Tolu Adaeze",
      boys: "Tobi Kwame Emeka Femi Kofi Chidi Ayo Obinna Samuel Jide Kojo Daniel",
      either: "Dayo Kemi Ebele Ife",
      families: """
        Adeyemi Okafor Mensah Boateng Eze Owusu Balogun Asante Nwosu Ogunleye Appiah Okoro Sesay
        Kamara Danso Obi
        """),
    NameGroup(
      4,
      girls: "Shanice Keisha Tiana Renée Alicia Jada Naomi Simone",
      boys: "Marlon Dwayne Tyrell Andre Jerome Malachi Isaiah Curtis",
      either: "Ashley Jordan Rae",
      families: "Campbell Grant Bailey Powell Francis Gayle Brathwaite Reid Samuels Dacosta"),
    NameGroup(
      6,
      girls: "Zofia Maja Oliwia Lena Ilinca Daria Gabija Kinga Bianca Milena",
      boys: "Jakub Kacper Mateusz Andrei Luca Tomasz Emil Rokas Filip Stefan",
      either: "Sasha Mika Nikita",
      families: """
        Kowalska Nowak Wójcik Zieliński Popescu Ionescu Kazlauskas Petrov Dąbrowski Marin Balogh
        Novák
        """),
    NameGroup(
      4,
      girls: "Hodan Leyla Ifrah Yasmin Rana Dilara Shirin Noura Ayan Selin",
      boys: "Abdi Mahad Emre Kaveh Yaqub Farhad Omar Deniz Sami Rami",
      either: "Nur Cem",
      families: "Warsame Yılmaz Haddad Farah Karimi Osman Demir Ali Rahimi Aziz Abdullahi Tekin"),
    NameGroup(
      2,
      girls: "Mei Linh Xin Thuy Hana Suki", boys: "Jun Minh Wei Anh Kenji Bo", either: "Kim Yan",
      families: "Chen Nguyen Wong Tran Lam Lau Cheung Pham"),
    NameGroup(
      3,
      girls: "Inês Lucía Beatriz Camila Sofía", boys: "Tiago João Mateo Rafael Diego",
      either: "Noa Ariel",
      families: "De_Haro Silva Ferreira Moreno Da_Costa Pereira Vargas Teixeira"),
  ]

  enum Kind { case girl, boy, either }

  static func name(_ kind: Kind, _ draw: inout Draw) -> (first: String, family: String) {
    let group = draw.pick(groups, weight: \.share)
    let other = draw.chance(0.1) ? draw.pick(groups, weight: \.share) : group
    let first: String =
      switch kind {
      case .girl: draw.pick(draw.chance(0.06) ? group.either : group.girls)
      case .boy: draw.pick(draw.chance(0.06) ? group.either : group.boys)
      case .either: draw.pick(group.either)
      }
    var family = draw.pick(other.families)
    if draw.chance(0.04) {
      let second = draw.pick(group.families)
      if second != family && !family.contains(" ") && !second.contains(" ") {
        family += "-\(second)"
      }
    }
    return (first, family)
  }

  /// Short forms that people go by.
  static let shortForms = [
    "Abigail": "Abi", "Amelia": "Millie", "Eleanor": "Nell", "Georgia": "George",
    "Harrison": "Harry", "Imogen": "Immy", "Florence": "Flo", "Samuel": "Sam",
    "Daniel": "Danny", "Khadija": "Dija", "Priyanka": "Pri", "Chidinma": "Chi",
    "Gurpreet": "Gee", "Ibrahim": "Ibby", "Mateusz": "Mati", "Gabija": "Gabby",
    "Isaiah": "Zay", "Jacob": "Jake", "Stanley": "Stan", "Beatriz": "Bia",
  ]
}
