package atoll.workspace.export;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the commands of TeX that stand for one sign look like. */
final class MathSigns {
  /** Letters and other names, by their commands. */
  static final Map<String, String> NAMES = map("""
      alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν
      xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ
      Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ
      aleph ℵ emptyset ∅ varnothing ∅ imath ı jmath ȷ top ⊤ bot ⊥ angle ∠ triangle △ prime ′ degree °
      ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯
      """);

  /** Operators, relations and arrows, by their commands. */
  static final Map<String, String> OPERATORS = map("""
      pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨
      cap ∩ cup ∪ setminus ∖ neg ¬ lnot ¬ forall ∀ exists ∃ nexists ∄ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆
      supseteq ⊇ subsetneq ⊊ le ≤ leq ≤ ge ≥ geq ≥ ll ≪ gg ≫ ne ≠ neq ≠ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝
      prec ≺ succ ≻ perp ⊥ parallel ∥ mid ∣ models ⊨ vdash ⊢ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ uparrow ↑
      downarrow ↓ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longrightarrow ⟶
      longleftarrow ⟵ hookrightarrow ↪ rightharpoonup ⇀ colon : langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert |
      rvert | vert | lVert ‖ rVert ‖ Vert ‖ backslash \\ int ∫ iint ∬ iiint ∭ oint ∮ surd √ therefore ∴ because ∵
      """);

  /** Those whose limits stand above and below them where there is room. */
  static final Map<String, String> BIG = map("""
      sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀
      """);

  /** Functions that are written as words, without limits and with. */
  static final Set<String> FUNCTIONS = Set.of(
      "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh",
      "tanh", "log", "ln", "lg", "exp", "dim", "ker", "deg", "arg", "hom");

  static final Set<String> FUNCTIONS_WITH_LIMITS =
      Set.of("lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", "limsup", "liminf", "argmax");

  static final Map<String, String> ACCENTS = map("""
      hat ^ widehat ^ bar ¯ overline ¯ vec → overrightarrow → tilde ~ widetilde ~ dot ˙ ddot ¨ check ˇ breve ˘ overbrace ⏞
      """);

  /** Widths of blanks in em. */
  static final Map<String, String> SPACES = map("""
      , 0.167 : 0.222 ; 0.278 ! -0.167 quad 1 qquad 2 thinspace 0.167 enspace 0.5
      """);

  private MathSigns() {}

  private static Map<String, String> map(String pairs) {
    String[] words = pairs.strip().split("\\s+", -1);
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      map.put(words[i], words[i + 1]);
    }
    return Map.copyOf(map);
  }
}
