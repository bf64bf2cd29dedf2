/** How an authorization answer travels: in the address, in a form that the browser posts, or to the window that opened it. */
export type Delivery = 'query' | 'fragment' | 'form_post' | 'post_message';

/** How its parameters are written. `percent`: slashes and colons stay; `component`: nothing but what a URI component may hold. */
export type Encoding = 'form' | 'percent' | 'component';
