const mostCharacters = 12_000

/** `<atoll-invitation-link>`: hands on the invitation in the address's fragment, which then stands there no more. */
class AtollInvitationLink extends HTMLElement {
  connectedCallback(): void {
    const invitation = decodeURIComponent(location.hash.slice(1))
    history.replaceState(history.state, '', location.pathname)
    // Once whoever is to hear of it listens.
    setTimeout(() => this.dispatchEvent(new CustomEvent('invitation', { detail: invitation.slice(0, mostCharacters) })))
  }
}

customElements.define('atoll-invitation-link', AtollInvitationLink)
